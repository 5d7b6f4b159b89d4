#!/usr/bin/env python3
# The printed tables stated once more without the jobs' code, and the command that made every .out
# here from the .txt beside it:
#   python3 golden.py
import csv
import html
import io
import json
import math
import re
import statistics
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).parent


def fixed(number, places):
    return str(Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def table(header, rows, left=()):
    lines = [header] + rows
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    for line in lines:
        cells = (c.ljust(w) if i in left else c.rjust(w) for i, (c, w) in enumerate(zip(line, widths)))
        yield "  ".join(cells).rstrip() + "\n"


def p_value(chi_squared):
    """The upper tail with 15 degrees of freedom, by the finite sum for odd ones."""
    term = total = 1.0
    for odd in range(3, 15, 2):
        term *= chi_squared / odd
        total += term
    half = chi_squared / 2
    density = math.sqrt(2 * chi_squared / math.pi) * math.exp(-half)
    return math.erfc(math.sqrt(half)) + density * total


def count(lines):
    found = dict(line.split("\t") for line in lines)
    counts = [int(found.get(c, 0)) for c in "0123456789abcdef"]
    total, most = sum(counts), max(1, *counts)
    rows = []
    for character, n in zip("0123456789abcdef", counts):
        share = fixed(Decimal(100 * n) / total, 3) + "%" if total else "-"
        rows.append([character, f"{n:,}", share, "#" * math.floor(32 * n / most + 0.5)])
    rows.append(["total", f"{total:,}", "100.000%" if total else "-", ""])
    yield from table(["first", "ids", "share", ""], rows, left=(0, 3))
    if total:
        chi_squared = sum((n - total / 16) ** 2 for n in counts) / (total / 16)
        p = f"{p_value(chi_squared):#.3g}"
        yield f"chi-squared test for equal shares: {chi_squared:.2f} with 15 degrees of freedom, p = {p}\n"
    else:
        yield "the input holds no ids\n"


PHASES = ["submit", "start", "map", "shuffle", "reduce", "commit", "rest"]


def run(line):
    size, repeat, way, maps, sampled, counted, bytes_read, whole, *nanos = line.split()
    phases = [None if n == "-" else int(n) for n in nanos[:6]]
    phases.append(int(whole) - sum(n for n in phases if n is not None))
    numbers = [int(n) for n in (size, repeat, maps, sampled, counted, bytes_read)]
    return numbers, way.lower(), [int(whole)] + phases + [int(n) for n in nanos[6:]]


def median_millis(nanos):
    known = [n for n in nanos if n is not None]
    return fixed(Decimal(math.floor(statistics.median(known))) / 10**6, 3) if known else "-"


def sample(lines):
    runs = [run(line) for line in lines]
    rows = []
    for size in sorted({numbers[0] for numbers, _, _ in runs}, reverse=True):
        of_size = [r for r in runs if r[0][0] == size]
        _, _, maps, sampled, _, bytes_read = (
            math.floor(statistics.median(c)) for c in zip(*[numbers for numbers, _, _ in of_size])
        )
        every = [nanos for _, _, nanos in of_size]
        most = max(sum(n is not None for n in nanos) for nanos in every)
        told = [nanos for nanos in every if sum(n is not None for n in nanos) == most]
        millis = [median_millis(c) for c in zip(*every)]
        millis[1:-2] = [median_millis(c) for c in zip(*told)][1:-2]
        millis = [m if m == "-" else f"{Decimal(m):,}" for m in millis]
        rows.append([f"{size:,}", f"{sampled:,}", str(maps), of_size[0][1], f"{bytes_read:,}"] + millis)
    header = ["asked", "got", "maps", "by", "bytes read"]
    times = ["whole"] + PHASES + ["sampling", "counting"]
    yield from table(header + [time + " ms" for time in times], rows, left=(3,))
    yield "\nsize,repeat,maps,sampled,counted,bytes_read,read_by,"
    yield ",".join(time + "_s" for time in times) + "\n"
    for numbers, way, nanos in runs:
        seconds = ["" if n is None else fixed(Decimal(n) / 10**9, 6) for n in nanos]
        yield ",".join([str(n) for n in numbers] + [way] + seconds) + "\n"


def report(lines):
    columns = [("program", ""), ("size", ""), ("whole", "ms"), ("b", "ns/row")]
    heads = [f"{name} {unit}".strip() for name, unit in columns]
    keys = ["program", "size", "whole_ms", "b_ns_per_row"]
    rows = []
    for line in lines:
        name, *numbers = line.split("\t")
        values = [None if n == "-" else Decimal(n) for n in numbers]
        places = [0, 3, None if values[2] is None else max(0, 2 - values[2].adjusted())]
        rows.append([name] + [v if v is None else fixed(v, p) for v, p in zip(values, places)])
    people = [[r[0]] + ["-" if n is None else f"{Decimal(n):,}" for n in r[1:]] for r in rows]
    yield from table(heads, people, left=(0,))
    yield "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([keys] + rows)
    yield out.getvalue() + "\n"
    # numbers as they are written, so that no zero is lost
    records = [
        ",\n".join(
            f'  "{k}" : {"null" if v is None else json.dumps(v) if k == "program" else v}'
            for k, v in zip(keys, row)
        )
        for row in rows
    ]
    yield "[ {\n" + "\n}, {\n".join(records) + "\n} ]\n\n"
    yield f"| {' | '.join(heads)} |\n| --- | ---: | ---: | ---: |\n"
    for row in people:
        cells = ["".join(f"&#{ord(c)};" if c in "\\|&<>" else c for c in cell) for cell in row]
        yield f"| {' | '.join(cells)} |\n"
    yield '\n<div class="table"><table>\n<caption>a &lt;caption&gt;</caption>\n<thead><tr><th scope="col">program</th>'
    for name, unit in columns[1:]:
        yield f'<th scope="col" class="number">{name}{unit and f" <small>{unit}</small>"}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for name, *numbers in people:
        yield f"<tr><td>{html.escape(name)}</td>"
        yield "".join(f'<td class="number">{n}</td>' for n in numbers) + "</tr>\n"
    yield "</tbody></table></div>\n"


EQUAL = r"deviceid\.rows\.(Ids/.*|Work/(ROW_CHECKSUM|PLACE_CHECKSUM|UNREADABLE_SPLITS))"
NOISE = r"time/.*|.*/CPU_MILLISECONDS|.*_NANOS"
NOT_LOCAL = r".*FileSystemCounter/.*|.*/CPU_MILLISECONDS"
OWN_NAME = "mapreduce.job.name"
DEFAULTS = {"mapreduce.task.io.sort.mb": "100 (default)"}


def told(job):
    """Titles and values by group/name, times last."""
    found = {f"{c['group']}/{c['name']}": (c["title"], int(c["value"])) for c in job["counters"]}
    phases = {k: v for k, v in job["phases_nanos"].items() if k != "REST"}
    phases["REST"] = job["wall_nanos"] - sum(phases.values())
    times = {"WHOLE": job["wall_nanos"]} | {p.upper(): phases[p.upper()] for p in PHASES if p.upper() in phases}
    for name, nanos in times.items():
        found[f"time/{name}"] = (f"{name.lower()}, ms", math.floor(nanos / 10**6 + 0.5))
    if job["engine"] == "local":
        found = {k: (t, None if re.fullmatch(NOT_LOCAL, k) else v) for k, (t, v) in found.items()}
    return found


def significant(number):
    if not number:
        return "0"
    return f"{number.quantize(Decimal(1).scaleb(-max(0, 3 - number.adjusted())), ROUND_HALF_UP):,}"


def against(first, other):
    """The difference and the ratio."""
    if first is None or other is None:
        return ["-", "-"]
    return [f"{other - first:,}", significant(Decimal(other) / first) if first else "-"]


def counters(lines):
    jobs = json.loads("".join(lines))["jobs"]
    rows = [[f"job {i}"] + [j[k] for k in ("id", "name", "engine", "state")] for i, j in enumerate(jobs, 1)]
    yield from table(["job", "id", "name", "engine", "state"], rows, left=range(5))
    yield "\n"
    settings = [{s["name"]: s for s in job["settings"]} for job in jobs]
    programs = [s["deviceid.program"]["value"] for s in settings]
    alike = len(set(programs)) == 1
    if not alike:
        yield f"No counter must be equal: these are jobs of different programs: {programs[0]} and {programs[1]}\n\n"
    one, other = [told(job) for job in jobs]
    kinds = {"must be equal": [], "explained by what changed": [], "noise": []}
    for key in one | other:
        kind = "noise" if re.fullmatch(NOISE, key) else "explained by what changed"
        kind = "must be equal" if alike and re.fullmatch(EQUAL, key) else kind
        title = (one.get(key) or other[key])[0]
        values = [found.get(key, (title, None))[1] for found in (one, other)]
        shown = ["-" if v is None else f"{v:,}" for v in values]
        kinds[kind].append(["  " + title] + shown + against(*values))
    rows = [row for kind, found in kinds.items() if found for row in [[kind, "", "", "", ""]] + found]
    yield from table(["counter", "job 1", "job 2", "difference", "ratio"], rows, left=(0,))
    rows = []
    for name in sorted(set().union(*settings) - {OWN_NAME}):
        said = [f"{s[name]['value']} ({s[name]['source']})" if name in s else DEFAULTS.get(name, "not set") for s in settings]
        if len(set(said)) > 1:
            rows.append([name] + said)
    yield "\n"
    yield from table(["setting", "job 1", "job 2"], rows, left=(0, 1, 2))


for program in (count, counters, sample, report):
    for txt in sorted((HERE / program.__name__).glob("*.txt")):
        txt.with_suffix(".out").write_text("".join(program(txt.read_text().splitlines())))
