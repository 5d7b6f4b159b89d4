// SPDX-License-Identifier: Apache-2.0
// Draws the page's figures from the records of its tables, with Chart.js, which comes before it.
'use strict';

(() => {
  // Okabe and Ito's colours, told apart with any colour vision; shapes tell them apart as well
  const LIGHT = {
    ink: '#1b1f24', grid: '#d0d7de', page: '#fff',
    colours: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f'],
  };
  const DARK = {
    ink: '#e6edf3', grid: '#30363d', page: '#0f1318',
    colours: ['#56b4e9', '#e69f00', '#2fc79a', '#cc79a7', '#f0e442', '#d55e00', '#a0a0a0'],
  };
  const SHAPES = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'cross', 'dash'];
  const dark = matchMedia('(prefers-color-scheme: dark)');

  /** 1k, 1m, as on the command line. */
  const short = (n) => {
    const units = [[1e12, 't'], [1e9, 'g'], [1e6, 'm'], [1e3, 'k']];
    const [unit, suffix] = units.find(([size]) => n >= size) || [1, ''];
    return String(Number((n / unit).toPrecision(3))) + suffix;
  };

  const time = (ms) => {
    const units = [[1e3, 's'], [1, 'ms'], [1e-3, '\u00b5s'], [1e-6, 'ns']];
    const [unit, name] = units.find(([size]) => ms >= size) || units[3];
    return ms > 0 ? `${Number((ms / unit).toPrecision(4)).toLocaleString('en')} ${name}` : '0';
  };

  const rows = (n) => `${n.toLocaleString('en')} rows`;

  /** From the largest of 1, 2, 5, 10 ... below the values to the smallest above them. */
  const range = (values) => {
    const step = (value, up) => {
      const decade = 10 ** Math.floor(Math.log10(value));
      const steps = [1, 2, 5, 10].map((factor) => factor * decade);
      return up ? steps.find((one) => one >= value) : steps.reverse().find((one) => one <= value);
    };
    const min = step(Math.min(...values) / 1.1, false);
    return { min, max: Math.max(step(Math.max(...values) * 1.1, true), 10 * min) };
  };

  const logAxis = (theme, title, values, label) => ({
    type: 'logarithmic',
    ...range(values),
    title: { display: true, text: title, color: theme.ink },
    grid: { color: theme.grid },
    border: { color: theme.grid },
    ticks: {
      color: theme.ink,
      maxRotation: 0,
      callback: (value) => {
        const { min, max } = range(values); // few decades have room for what lies between
        const marks = max / min > 1e3 ? [1] : [1, 2, 5];
        const mark = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
        return marks.some((one) => Math.abs(mark - one) < 1e-6) ? label(value) : null;
      },
    },
  });

  /** Of one program, the band between two lines, the line, the runs and the medians. */
  const seriesOf = (data, program, index, theme) => {
    const colour = theme.colours[index % theme.colours.length];
    const of = (records, y) => records
      .filter((record) => record.program === program && record.size > 0)
      .map((record) => ({ x: record.size, y: record[y] > 0 ? record[y] : null }));
    const line = { program, type: 'line', showLine: true, pointRadius: 0, pointHitRadius: 0 };
    const floor = range(data.runs.map((run) => run.time_ms).filter((y) => y > 0)).min / 10;
    const edge = (y) => of(data.lines, y)
      .map((point) => ({ x: point.x, y: point.y === null && y === 'from_ms' ? floor : point.y }));
    const mark = { program, type: 'scatter', pointStyle: SHAPES[index % SHAPES.length] };
    return [
      { ...mark, label: `${program}, median`, data: of(data.sizes, 'median_ms'), radius: 6,
        borderColor: colour, borderWidth: 2, backgroundColor: 'transparent' },
      { ...mark, label: `${program}, run`, data: of(data.runs, 'time_ms'), radius: 2.5,
        borderColor: colour, backgroundColor: colour },
      { ...line, label: `${program}, line`, data: of(data.lines, 'fitted_ms'),
        borderColor: colour, borderWidth: 2, borderDash: [[], [8, 4], [2, 3]][index % 3] },
      { ...line, label: 'band', data: edge('from_ms'), borderWidth: 0, fill: '+1',
        backgroundColor: colour + '33' },
      { ...line, label: 'band', data: edge('to_ms'), borderWidth: 0 },
    ];
  };

  const plugins = (theme, legend, tooltip) => ({
    legend: {
      position: 'bottom',
      ...legend,
      labels: { color: theme.ink, usePointStyle: true, boxHeight: 8, ...legend.labels },
    },
    tooltip,
  });

  const common = { animation: false, responsive: true, maintainAspectRatio: false,
    devicePixelRatio: Math.max(2, devicePixelRatio) };

  const timeChart = (data, theme) => {
    const datasets = data.programs.flatMap((program, i) => seriesOf(data, program, i, theme));
    const times = data.runs.map((run) => run.time_ms).filter((y) => y > 0);
    return {
      data: { datasets },
      options: {
        ...common,
        clip: 6,
        interaction: { mode: 'nearest' },
        scales: {
          x: logAxis(theme, 'size, rows', data.runs.map((run) => run.size).filter((x) => x > 0), short),
          y: logAxis(theme, 'time', times.length ? times : [1], time),
        },
        plugins: plugins(theme, {
          labels: { filter: (item, all) => all.datasets[item.datasetIndex].label.endsWith(', median'),
            generateLabels: (chart) => Chart.defaults.plugins.legend.labels.generateLabels(chart)
              .map((item) => ({ ...item, text: datasets[item.datasetIndex].program })) },
          onClick: (event, item, legend) => {
            const chosen = datasets[item.datasetIndex].program;
            datasets.forEach((dataset, i) => dataset.program === chosen
              && legend.chart.setDatasetVisibility(i, !legend.chart.isDatasetVisible(i)));
            legend.chart.update();
          },
        }, {
          callbacks: {
            title: () => '',
            label: ({ dataset, raw }) => `${dataset.label}: ${time(raw.y)} for ${rows(raw.x)}`,
          },
        }),
      },
    };
  };

  const barChart = (data, theme) => {
    const name = (record) => {
      const bar = record[data.bars];
      return typeof bar === 'number' ? short(bar) : bar;
    };
    const show = data.unit === 'ms' ? time : (value) => `${short(value)} ${data.unit}`;
    return {
      type: 'bar',
      data: {
        labels: data.rows.map(name),
        datasets: data.parts.map((part, i) => ({
          label: part.name,
          data: data.rows.map((record) => record[part.key]),
          backgroundColor: theme.colours[i % theme.colours.length],
          borderColor: theme.page,
          borderWidth: 1,
          maxBarThickness: 48,
        })),
      },
      options: {
        ...common,
        indexAxis: 'y',
        interaction: { mode: 'nearest' },
        scales: {
          x: { stacked: true, title: { display: true, text: data.unit === 'ms' ? 'time' : data.unit, color: theme.ink },
            grid: { color: theme.grid }, border: { color: theme.grid },
            ticks: { color: theme.ink, maxRotation: 0, callback: show } },
          y: { stacked: true, title: { display: true, text: data.bars_label, color: theme.ink },
            grid: { display: false }, border: { color: theme.grid }, ticks: { color: theme.ink } },
        },
        plugins: plugins(theme, { labels: { pointStyle: 'rect' } }, {
          callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${show(raw)}` },
        }),
      },
    };
  };

  /** Diagonal stripes: told from a plain bar without any colour. */
  const hatched = (colour) => {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const pen = tile.getContext('2d');
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    [-4, 0, 4].forEach((x) => {
      pen.moveTo(x, 8);
      pen.lineTo(x + 8, 0);
    });
    pen.stroke();
    return pen.createPattern(tile, 'repeat');
  };

  const laneChart = (data, theme) => {
    const states = [...new Set(data.bars.map((bar) => bar.state))];
    const bad = (state) => /^[A-Z]/.test(state) && state !== 'SUCCEEDED';
    const colour = (state) => theme.colours[
      { SUCCEEDED: 0, FAILED: 1, KILLED: 3 }[state] ?? states.indexOf(state) % theme.colours.length];
    return {
      type: 'bar',
      data: {
        labels: data.lanes,
        datasets: states.map((state) => ({
          label: state.toLowerCase(),
          data: data.bars.filter((bar) => bar.state === state)
            .map((bar) => ({ ...bar, x: [bar.from_s, bar.to_s], y: bar.lane })),
          backgroundColor: bad(state) ? hatched(colour(state)) : colour(state),
          borderColor: bad(state) ? colour(state) : theme.page,
          borderWidth: 1,
          borderSkipped: false,
          minBarLength: 2,
          grouped: false,
          maxBarThickness: 24,
        })),
      },
      options: {
        ...common,
        indexAxis: 'y',
        interaction: { mode: 'nearest' },
        scales: {
          x: { min: 0, title: { display: true, text: data.axis, color: theme.ink },
            grid: { color: theme.grid }, border: { color: theme.grid },
            ticks: { color: theme.ink, maxRotation: 0 } },
          y: { grid: { display: false }, border: { color: theme.grid }, ticks: { color: theme.ink } },
        },
        plugins: plugins(theme, { labels: { pointStyle: 'rect' } }, {
          callbacks: {
            title: () => '',
            label: ({ raw }) => `${raw.attempt}: ${raw.state.toLowerCase()}, ${raw.from_s} to ${raw.to_s} s`,
          },
        }),
      },
    };
  };

  const CHARTS = { time: timeChart, bars: barChart, lanes: laneChart };

  const figures = [...document.querySelectorAll('figure')].map((figure) => ({
    canvas: figure.querySelector('canvas'),
    data: JSON.parse(figure.querySelector('script').textContent),
  }));

  const draw = (theme) => figures.forEach((figure) => {
    figure.chart?.destroy();
    if (figure.data.lanes) { // as high as its lanes need
      figure.canvas.parentNode.style.height = `${8 + 1.75 * figure.data.lanes.length}rem`;
    }
    figure.chart = new Chart(figure.canvas, CHARTS[figure.data.kind](figure.data, theme));
  });
  const themed = () => draw(dark.matches ? DARK : LIGHT);

  dark.addEventListener('change', themed);
  addEventListener('beforeprint', () => draw(LIGHT));
  addEventListener('afterprint', themed);
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  themed();
})();
