// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.publish.Manifest.Entry;
import deviceid.rows.TaskSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A manifest as JSON. Checksums stand as hexadecimal text, since many readers of JSON keep 53 bits
 * of a number. Written as a stream: the object mapper costs a job's start 0.1 s.
 */
final class ManifestJson {

  private static final int FORMAT = 1;

  private ManifestJson() {}

  static String write(Manifest manifest) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("run", manifest.run());
      json.writeStringField("written", Instant.now().toString());
      json.writeStringField("user", UserGroupInformation.getCurrentUser().getShortUserName());
      writeTexts(json, "versions", Versions.inUse());
      writeRecipe(json, manifest.recipe());
      if (!manifest.parts().isEmpty()) {
        writeRows(json, manifest.parts());
      }
      json.writeArrayFieldStart("files");
      for (Entry file : manifest.files()) {
        writeFile(json, file);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  static void writeRecipe(JsonGenerator json, Recipe recipe) throws IOException {
    json.writeStringField("program", recipe.program());
    writeTexts(json, "settings", recipe.settings());
    json.writeArrayFieldStart("arguments");
    for (String argument : recipe.arguments()) {
      json.writeString(argument);
    }
    json.writeEndArray();
  }

  private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  private static void writeRows(JsonGenerator json, List<TaskSummary> parts) throws IOException {
    json.writeObjectFieldStart("rows");
    json.writeNumberField("ids", TaskSummary.rows(parts));
    json.writeStringField("row_checksum", TaskSummary.hex(TaskSummary.rowSum(parts)));
    json.writeStringField("place_checksum", TaskSummary.hex(TaskSummary.placeSum(parts)));
    json.writeEndObject();
  }

  private static void writeFile(JsonGenerator json, Entry file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeNumberField("bytes", file.bytes());
    if (file.rows() != null) {
      json.writeNumberField("first", file.rows().first());
      json.writeNumberField("ids", file.rows().rows());
      json.writeStringField("row_checksum", TaskSummary.hex(file.rows().rowSum()));
      json.writeStringField("place_checksum", TaskSummary.hex(file.rows().placeSum()));
    }
    json.writeEndObject();
  }

  static Manifest read(FileSystem fs, Path path) throws IOException {
    try (InputStream in = fs.open(path)) {
      JsonNode json = new ObjectMapper().readTree(in);
      if (json.path("format").asInt() != FORMAT) {
        throw new IOException(path + " is no manifest of format " + FORMAT);
      }
      List<Entry> files = new ArrayList<>();
      for (JsonNode file : json.required("files")) {
        files.add(readFile(file));
      }
      return new Manifest(json.required("run").textValue(), readRecipe(json), files);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(path + " is no manifest: " + e.getMessage(), e);
    }
  }

  private static Recipe readRecipe(JsonNode json) {
    TreeMap<String, String> settings = new TreeMap<>();
    json.required("settings")
        .fields()
        .forEachRemaining(field -> settings.put(field.getKey(), field.getValue().asText()));
    List<String> arguments = new ArrayList<>();
    json.required("arguments").forEach(argument -> arguments.add(argument.asText()));
    return new Recipe(json.required("program").asText(), settings, arguments);
  }

  private static Entry readFile(JsonNode file) {
    String name = file.required("name").asText();
    TaskSummary rows =
        file.has("ids")
            ? new TaskSummary(
                name,
                file.required("first").asLong(),
                file.required("ids").asLong(),
                Long.parseUnsignedLong(file.required("row_checksum").asText(), 16),
                Long.parseUnsignedLong(file.required("place_checksum").asText(), 16))
            : null;
    return new Entry(name, file.required("bytes").asLong(), rows);
  }
}
