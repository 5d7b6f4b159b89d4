// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What is to be requested: paths {@code /delay/K} drawn from a seed, where K is the delay of the
 * answer in seconds, and lists of users, one URL a line, judged line by line. A list is strict,
 * since what it names is done to somebody's server: http or https, a host that is allowed by name,
 * no user, no fragment, and nothing but printable ASCII.
 */
public final class RequestList {

  public static final int MAX_LINES = 100_000;

  private static final String NAME = "request list";
  private static final int MAX_URL = 2_048;
  private static final int MAX_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String DELAY = "/delay/";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}(?:\\.[0-9]{1,3})?");

  private RequestList() {}

  /**
   * Delays in milliseconds, each a third, two thirds or the whole of the longest; request i is a
   * function of seed and i.
   *
   * @throws IllegalArgumentException if the longest is no positive multiple of three
   */
  public static List<Long> delays(long seed, int requests, long longest) {
    if (longest < 1 || longest % 3 != 0) {
      throw new IllegalArgumentException("a third of " + longest + " ms is no whole number");
    }
    return LongStream.range(0, requests)
        .map(i -> Mix64.stafford13(seed + i * Mix64.GOLDEN_GAMMA))
        .mapToObj(drawn -> (1 + Long.remainderUnsigned(drawn, 3)) * (longest / 3))
        .toList();
  }

  /** The path that asks for a delay: {@code /delay/0.1} of 100 ms. */
  public static String path(long delayMillis) {
    return DELAY + seconds(delayMillis);
  }

  /** Seconds in the shortest exact form. */
  public static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  /** Milliseconds of what {@link #seconds} writes; empty if the text has another form. */
  public static OptionalLong millis(String seconds) {
    return SECONDS.matcher(seconds).matches()
        ? OptionalLong.of(new BigDecimal(seconds).movePointRight(3).longValueExact())
        : OptionalLong.empty();
  }

  /** The delay that a path asks for, in milliseconds; empty if it is no such path. */
  public static OptionalLong delayMillis(String path) {
    return path.startsWith(DELAY) ? millis(path.substring(DELAY.length())) : OptionalLong.empty();
  }

  /**
   * Reads a whole list.
   *
   * @param hosts who may be asked, in lower case; an IPv6 address in brackets
   * @throws IllegalArgumentException naming the first line that {@link #judge} refuses; or if there
   *     is no line, or more than {@value #MAX_LINES}
   */
  public static List<URI> read(InputStream in, Set<String> hosts) throws IOException {
    TextLines lines = new TextLines(in, NAME, MAX_URL);
    List<URI> urls = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (lines.number() > MAX_LINES) {
        throw TextLines.bad(NAME, lines.number(), "a list has at most " + MAX_LINES + " lines");
      }
      try {
        urls.add(judge(line, hosts));
      } catch (IllegalArgumentException e) {
        throw TextLines.bad(NAME, lines.number(), e.getMessage());
      }
    }
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(NAME + ": it is empty");
    }
    return urls;
  }

  /**
   * The URL of a line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static URI judge(String line, Set<String> hosts) {
    if (line.isEmpty() || !line.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw refuse("no URL of printable ASCII", line);
    }
    URI url = uri(line);
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
      throw refuse("neither http:// nor https://", line);
    }
    if (String.valueOf(url.getRawAuthority()).contains("@")) { // unshown: it may be a password
      throw new IllegalArgumentException("a user in the URL");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
      throw refuse("no host, or a host and port that cannot be", line);
    }
    if (url.getRawFragment() != null) {
      throw refuse("a fragment, which no server sees", line);
    }
    if (!hosts.contains(url.getHost().toLowerCase(Locale.ROOT))) {
      throw refuse("a host that is not allowed", line);
    }
    return url;
  }

  private static URI uri(String line) {
    try {
      return new URI(line);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL: " + TextLines.describe(line), e);
    }
  }

  private static IllegalArgumentException refuse(String what, String line) {
    return new IllegalArgumentException(what + ": " + TextLines.describe(line));
  }
}
