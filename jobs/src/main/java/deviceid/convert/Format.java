// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.cli.Converters;
import deviceid.rows.DeviceIdOutputFormat;
import deviceid.rows.SequenceOutputFormat;
import java.util.Locale;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.OutputFormat;
import picocli.CommandLine.ITypeConverter;

/** A form in which rows are stored. */
enum Format {
  /** 40 characters and a newline. */
  TEXT(DeviceIdOutputFormat.class),
  /** Sequence files of 20-byte values. */
  SEQUENCE(SequenceOutputFormat.class);

  private final Class<? extends OutputFormat<LongWritable, BytesWritable>> writer;

  Format(Class<? extends OutputFormat<LongWritable, BytesWritable>> writer) {
    this.writer = writer;
  }

  Class<? extends OutputFormat<LongWritable, BytesWritable>> writer() {
    return writer;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code text} or {@code sequence}. */
  static final class Labels implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return Converters.constant(
          Format.values(), text, "'" + text + "' is not a format; write sequence or text");
    }
  }
}
