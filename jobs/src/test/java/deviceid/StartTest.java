// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import org.junit.jupiter.api.Test;

class StartTest {

  /** The version of Java 8's class files. */
  private static final int JAVA_8 = 52;

  @Test
  void anOldJavaIsToldInOneLine() {
    assertThat(Start.lack("1.8"))
        .isEqualTo("Java 1.8 is too old: set JAVA_HOME to a JDK from 17 to 25");
    assertThat(Start.lack("11")).isNotEmpty();
    assertThat(Start.lack("17")).isEmpty();
    assertThat(Start.lack("25")).isEmpty();
  }

  @Test
  void anOldJavaCanLoadIt() throws Exception {
    try (DataInputStream file =
        new DataInputStream(Start.class.getResourceAsStream("Start.class"))) {
      assertThat(file.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(file.readUnsignedShort()).isZero();
      assertThat(file.readUnsignedShort()).isEqualTo(JAVA_8);
    }
  }
}
