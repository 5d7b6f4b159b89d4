#!/usr/bin/env python3
# An independent statement of the kernel, and the command that made known-answers.csv:
#   python3 known-answers.py > known-answers.csv
import hashlib
import uuid

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def stafford13(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def murmur3(z):
    z = ((z ^ (z >> 33)) * 0xFF51AFD7ED558CCD) & MASK
    z = ((z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53) & MASK
    return z ^ (z >> 33)


def device_uuid(seed, index):
    first = stafford13((stafford13((seed + GOLDEN) & MASK) + index * GOLDEN) & MASK)
    second = murmur3((stafford13((seed - GOLDEN) & MASK) + index * 0xD1342543DE82EF95) & MASK)
    free = first << 58 | second >> 6  # 122 bits, around version 4 and variant 10
    top, middle, low = free >> 74, free >> 62 & 0xFFF, free & (1 << 62) - 1
    return uuid.UUID(int=top << 80 | 4 << 76 | middle << 64 | 2 << 62 | low)


print("seed,index,uuid,id")
for seed in (42, 0, MASK):
    for index in (0, 1, 2, 8191, 8192, 1 << 31, (1 << 63) - 2):
        text = str(device_uuid(seed, index))
        print(seed, index, text, hashlib.sha1(text.encode("ascii")).hexdigest(), sep=",")
