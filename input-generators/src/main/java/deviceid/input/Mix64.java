// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

/** Bijections of 64 bits that scatter neighbouring values, as good as random for what we test. */
public final class Mix64 {

  /** 2^64 divided by the golden ratio, made odd: the usual step between values to be mixed. */
  public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Mix64() {}

  /** David Stafford's variant 13, as in SplitMix64 (Steele, Lea and Flood 2014). */
  public static long stafford13(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The finalizer of MurmurHash3 (Appleby 2011). */
  public static long murmur3(long value) {
    long z = value;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
