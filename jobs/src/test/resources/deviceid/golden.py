#!/usr/bin/env python3
# The printed tables stated once more without the jobs' code, and the command that made every .out
# here from the .txt beside it:
#   python3 golden.py
import csv
import html
import io
import json
import math
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
        yield f"chi-squared against equal shares: {chi_squared:.2f} with 15 degrees of freedom, p = {p}\n"
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
        places = [0, 3, None if values[2] is None else max(0, 3 - values[2].adjusted())]
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
        cells = [c.replace("\\", "\\\\").replace("|", "\\|").replace("&", "&amp;").replace("<", "&lt;") for c in row]
        yield f"| {' | '.join(cells)} |\n"
    yield '\n<div class="table"><table>\n<caption>a &lt;caption&gt;</caption>\n<thead><tr><th scope="col">program</th>'
    for name, unit in columns[1:]:
        yield f'<th scope="col" class="number">{name}{unit and f" <small>{unit}</small>"}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for name, *numbers in people:
        yield f"<tr><td>{html.escape(name)}</td>"
        yield "".join(f'<td class="number">{n}</td>' for n in numbers) + "</tr>\n"
    yield "</tbody></table></div>\n"


for program in (count, sample, report):
    for txt in sorted((HERE / program.__name__).glob("*.txt")):
        txt.with_suffix(".out").write_text("".join(program(txt.read_text().splitlines())))
