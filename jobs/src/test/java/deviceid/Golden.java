// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A golden pair among a test's resources: {@code name.txt}, what a program found, and {@code
 * name.out}, what it then prints. {@code golden.py} made each second file from the first.
 *
 * @param txt what was found
 * @param out what is printed
 */
public record Golden(String txt, String out) {

  /** The pair of that name beside a test class. */
  public static Golden of(Class<?> test, String name) throws IOException {
    return new Golden(read(test, name + ".txt"), read(test, name + ".out"));
  }

  private static String read(Class<?> test, String file) throws IOException {
    try (InputStream in = test.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
