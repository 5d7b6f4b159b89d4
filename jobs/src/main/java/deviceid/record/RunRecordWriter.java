// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import deviceid.record.Phases.Phase;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A run record as JSON. Written as a stream, since the object mapper costs a program's start 0.1 s.
 * Numbers that many readers of JSON would round stand as text.
 */
final class RunRecordWriter {

  /** The schema's version, raised where a reader of the former one would be wrong. */
  static final int FORMAT = 1;

  /** Up to here, 2^53, a number is the same for every reader. */
  private static final long EXACT = 1L << 53;

  private final JsonGenerator json;

  private RunRecordWriter(JsonGenerator json) {
    this.json = json;
  }

  static String write(RunRecord run) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      new RunRecordWriter(json).run(run);
    }
    return text.append('\n').toString();
  }

  private void run(RunRecord run) throws IOException {
    json.writeStartObject();
    json.writeNumberField("run_record", FORMAT);
    json.writeStringField("program", run.program());
    json.writeArrayFieldStart("arguments");
    for (String argument : run.arguments()) {
      json.writeString(argument);
    }
    json.writeEndArray();
    json.writeStringField("started", run.started().toString());
    json.writeBooleanField("finished", run.end().isPresent());
    if (run.end().isPresent()) {
      end(run.end().get());
    }
    texts("environment", run.environment());
    texts("versions", run.versions());
    each("checks", run.checks(), this::check);
    each("jobs", run.jobs(), this::job);
    json.writeEndObject();
  }

  private void end(RunRecord.End end) throws IOException {
    json.writeStringField("ended", end.at().toString());
    json.writeNumberField("wall_nanos", end.nanos());
    json.writeNumberField("exit", end.status());
    if (!end.line().isEmpty()) {
      json.writeStringField("failure", end.line());
    }
  }

  private void check(RunRecord.CheckResult check) throws IOException {
    json.writeStringField("rule", check.rule());
    json.writeStringField("left", check.left());
    json.writeStringField("right", check.right());
    json.writeStringField("verdict", check.passed() ? "PASS" : "FAIL");
  }

  private void job(JobRecord job) throws IOException {
    json.writeStringField("name", job.name());
    json.writeStringField("id", job.id());
    json.writeStringField("engine", job.engine());
    json.writeStringField("state", job.state());
    json.writeStringField("page", job.page());
    json.writeStringField("submitted", job.submitted().toString());
    if (job.phases().isPresent()) {
      Phases phases = job.phases().get();
      json.writeNumberField("wall_nanos", phases.whole());
      json.writeObjectFieldStart("phases_nanos");
      for (Phase phase : Phase.values()) {
        time(phase.name(), phases.nanos(phase));
      }
      json.writeEndObject();
    }
    each("settings", job.settings(), this::setting);
    each("counters", job.counters(), this::counter);
    each("attempts", job.attempts(), this::attempt);
  }

  private void setting(Setting setting) throws IOException {
    json.writeStringField("name", setting.name());
    json.writeStringField("value", setting.value());
    json.writeStringField("source", setting.source());
  }

  private void counter(CounterValue counter) throws IOException {
    json.writeStringField("group", counter.group());
    json.writeStringField("name", counter.name());
    json.writeStringField("group_title", counter.groupTitle());
    json.writeStringField("title", counter.title());
    if (Math.abs(counter.value()) > EXACT) {
      json.writeStringField("value", Long.toString(counter.value()));
    } else {
      json.writeNumberField("value", counter.value());
    }
  }

  private void attempt(Attempt attempt) throws IOException {
    json.writeStringField("id", attempt.id());
    json.writeStringField("type", attempt.type());
    json.writeStringField("state", attempt.state());
    json.writeStringField("host", attempt.host());
    json.writeNumberField("started_millis", attempt.started());
    time("shuffled_millis", attempt.shuffled());
    time("ended_millis", attempt.ended());
  }

  private void time(String name, OptionalLong time) throws IOException {
    if (time.isPresent()) {
      json.writeNumberField(name, time.getAsLong());
    }
  }

  private void texts(String name, Map<String, String> texts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  private interface Fields<T> {
    void write(T of) throws IOException;
  }

  private <T> void each(String name, List<T> all, Fields<T> fields) throws IOException {
    json.writeArrayFieldStart(name);
    for (T one : all) {
      json.writeStartObject();
      fields.write(one);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
