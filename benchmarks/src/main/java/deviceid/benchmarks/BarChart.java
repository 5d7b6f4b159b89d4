// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import deviceid.benchmarks.Figure.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Figures as one SVG picture that needs nothing else: a panel a task, a bar a program, each panel
 * on a linear scale of its own that begins at zero. Ours, peers and limits differ in colour, and
 * the program's name and time stand beside each bar. Where ours was not measured at a task, its bar
 * is that of the stored text, to which the report's ratios are.
 */
final class BarChart {

  private static final int WIDTH = 760;
  private static final int LEFT = 110;
  private static final int BAR = 18;
  private static final int STEP = 24;
  private static final int LONGEST = WIDTH - LEFT - 150;
  private static final Map<String, String> COLOURS =
      Map.of("ours", "#0b7285", "peer", "#e8590c", "limit", "#868e96");

  private final Map<Task, List<Figure>> panels = new LinkedHashMap<>();
  private final Map<String, String> titles;
  private final StringBuilder body = new StringBuilder();
  private int y = 30;

  BarChart(List<Figure> figures, Map<String, String> titles) {
    this.titles = titles;
    for (Figure figure : figures) {
      if (figure.seconds().isPresent()) {
        panels.computeIfAbsent(figure.task(), task -> new ArrayList<>()).add(figure);
      }
    }
  }

  String svg() {
    text(16, "start", "bold", "Seconds, medians: ours, peers and limits; shorter is better");
    y += 18;
    text(
        16,
        "start",
        "normal",
        "Each panel has a linear scale of its own, from 0 to its longest bar.");
    y += 14;
    panels.forEach(this::panel);
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            WIDTH,
            y + 10,
            WIDTH)
        + body
        + "</svg>\n";
  }

  private void panel(Task task, List<Figure> figures) {
    y += STEP;
    String rows = String.format(Locale.ROOT, "%,d rows: ", task.size());
    text(16, "start", "bold", rows + titles.get(task.what()));
    y += 8;
    List<Figure> shown = new ArrayList<>(figures);
    if (figures.stream().noneMatch(Figure::isOurs)) {
      panels.getOrDefault(new Task("text", task.size()), List.of()).stream()
          .filter(Figure::isOurs)
          .forEach(shown::add);
    }
    double most = shown.stream().mapToDouble(one -> one.seconds().getAsDouble()).max().orElse(1);
    for (Figure figure : shown) {
      boolean stored = figure.isOurs() && !figure.task().equals(task);
      bar(
          figure,
          stored ? "ours, stored" : figure.program(),
          figure.seconds().getAsDouble() / most);
    }
  }

  private void bar(Figure figure, String name, double length) {
    double width = Math.max(1, length * LONGEST);
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
            LEFT,
            y,
            width,
            BAR,
            COLOURS.get(figure.contestant().kind())));
    y += BAR - 4;
    text(LEFT - 6, "end", figure.isOurs() ? "bold" : "normal", name);
    String ratio =
        figure.isOurs() || figure.ratio().isEmpty()
            ? ""
            : ", " + rounded(figure.ratio().getAsDouble()) + " x ours";
    String time = String.format(Locale.ROOT, "%.3g s", figure.seconds().getAsDouble());
    text(LEFT + (int) width + 6, "start", "normal", time + ratio);
    y += STEP - BAR + 4;
  }

  private static String rounded(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }

  private void text(int x, String anchor, String weight, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            weight,
            StringEscapeUtils.escapeXml11(text)));
  }
}
