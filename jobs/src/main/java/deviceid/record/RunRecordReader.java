// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import deviceid.record.Phases.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads what {@link RunRecordWriter} wrote. A killed run's record lacks its end, and the record of
 * another version may lack a field: both are read; what is no record at all is not.
 */
public final class RunRecordReader {

  /** A record of ten thousand jobs has fewer; more is another file. */
  private static final long MAX_BYTES = 256L << 20;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private RunRecordReader() {}

  /**
   * @throws IOException if the file cannot be read, or is not a run record of this format
   */
  public static RunRecord read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not a run record: it is too large");
    }
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (json.path("run_record").asInt() != RunRecordWriter.FORMAT) {
        throw new IOException(file + " is not a run record of format " + RunRecordWriter.FORMAT);
      }
      return run(json);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a run record: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " is not a run record: " + e.getMessage(), e);
    }
  }

  private static RunRecord run(JsonNode json) {
    return new RunRecord(
        json.required("program").asText(),
        each(json.path("arguments"), JsonNode::asText),
        time(json, "started"),
        texts(json.path("environment")),
        texts(json.path("versions")),
        each(json.path("jobs"), RunRecordReader::job),
        each(json.path("checks"), RunRecordReader::check),
        json.has("exit") ? Optional.of(end(json)) : Optional.empty());
  }

  private static RunRecord.End end(JsonNode json) {
    return new RunRecord.End(
        time(json, "ended"),
        json.path("wall_nanos").asLong(),
        json.path("exit").asInt(),
        json.path("failure").asText());
  }

  private static RunRecord.CheckResult check(JsonNode json) {
    return new RunRecord.CheckResult(
        json.path("rule").asText(),
        json.path("left").asText(),
        json.path("right").asText(),
        json.path("verdict").asText().equals("PASS"));
  }

  private static JobRecord job(JsonNode json) {
    return new JobRecord(
        json.path("name").asText(),
        json.path("id").asText(),
        json.path("engine").asText(),
        json.path("state").asText(),
        json.path("page").asText(),
        time(json, "submitted"),
        json.has("wall_nanos") ? Optional.of(phases(json)) : Optional.empty(),
        each(json.path("settings"), RunRecordReader::setting),
        each(json.path("counters"), RunRecordReader::counter),
        each(json.path("attempts"), RunRecordReader::attempt));
  }

  private static Phases phases(JsonNode json) {
    Map<Phase, Long> known = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      time(json.path("phases_nanos").path(phase.name())).ifPresent(n -> known.put(phase, n));
    }
    known.remove(Phase.REST); // what the others leave
    return new Phases(json.required("wall_nanos").asLong(), known);
  }

  private static Setting setting(JsonNode json) {
    return new Setting(
        json.path("name").asText(), json.path("value").asText(), json.path("source").asText());
  }

  private static CounterValue counter(JsonNode json) {
    return new CounterValue(
        json.path("group").asText(),
        json.path("name").asText(),
        json.path("group_title").asText(),
        json.path("title").asText(),
        Long.parseLong(json.required("value").asText()));
  }

  private static Attempt attempt(JsonNode json) {
    return new Attempt(
        json.path("id").asText(),
        json.path("type").asText(),
        json.path("state").asText(),
        json.path("host").asText(),
        json.path("started_millis").asLong(),
        time(json.path("shuffled_millis")),
        time(json.path("ended_millis")));
  }

  private static Instant time(JsonNode json, String field) {
    Instant time = Instant.parse(json.required(field).asText());
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new DateTimeException(field + " at " + time + ", not between 1970 and 9999");
    }
    return time;
  }

  private static OptionalLong time(JsonNode json) {
    return json.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(json.asLong());
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static <T> List<T> each(JsonNode json, Function<JsonNode, T> one) {
    List<T> all = new ArrayList<>();
    json.forEach(element -> all.add(one.apply(element)));
    return all;
  }
}
