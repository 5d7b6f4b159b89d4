#!/usr/bin/env python3
# The printed tables stated once more without the jobs' code, and the command that made every .out
# here from the .txt beside it:
#   python3 golden.py
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


def sample(lines):
    runs = [[int(n) for n in line.split()] for line in lines]
    rows = []
    for size in sorted({run[0] for run in runs}, reverse=True):
        columns = list(zip(*[run for run in runs if run[0] == size]))
        _, _, maps, sampled, _, bytes_read, *nanos = (math.floor(statistics.median(c)) for c in columns)
        millis = [fixed(Decimal(n) / 10**6, 3) for n in nanos]
        rows.append([f"{size:,}", f"{sampled:,}", str(maps), f"{bytes_read:,}"] + millis)
    yield from table(
        ["size", "sampled", "maps", "bytes read", "whole ms", "submit ms", "sampling ms", "counting ms"],
        rows,
    )
    yield "\nsize,repeat,maps,sampled,counted,bytes_read,wall_seconds,submit_seconds,"
    yield "sampling_seconds,counting_seconds\n"
    for run in runs:
        yield ",".join([str(n) for n in run[:6]] + [fixed(Decimal(n) / 10**9, 6) for n in run[6:]]) + "\n"


for program in (count, sample):
    for txt in sorted((HERE / program.__name__).glob("*.txt")):
        txt.with_suffix(".out").write_text("".join(program(txt.read_text().splitlines())))
