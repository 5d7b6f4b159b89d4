#!/usr/bin/env python3
# An independent statement of the permutation, and the command that made known-ranks.csv:
#   python3 known-ranks.py > known-ranks.csv
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def stafford13(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def rank(seed, rows, row):
    bits = max(2, (rows - 1).bit_length())
    halves = [bits // 2, bits - bits // 2]
    left, right = row >> halves[1], row & (1 << halves[1]) - 1
    for step in range(12):
        key = stafford13((seed + (step + 1) * GOLDEN) & MASK)
        if step % 2 == 0:
            left ^= stafford13(right ^ key) >> (64 - halves[0])
        else:
            right ^= stafford13(left ^ key) >> (64 - halves[1])
    value = left << halves[1] | right
    return value if value < rows else rank(seed, rows, value)


print("seed,rows,row,rank")
for seed in (42, 0, MASK):
    for rows in (1, 2, 3, 100, 12_000_000, (1 << 40) + 1, (1 << 63) - 1):
        for row in sorted({0, rows // 3, rows - 1}):
            print(seed, rows, row, rank(seed, rows, row), sep=",")
