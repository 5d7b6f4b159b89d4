// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.publish.Manifest.Entry;
import deviceid.rows.TaskSummary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A manifest as JSON. Checksums stand as hexadecimal text, since many readers of JSON keep 53 bits
 * of a number. Written as a stream: the object mapper costs a job's start 0.1 s.
 */
final class ManifestJson {

  private static final int FORMAT = 1;
  private static final String NEWER =
      "has format %s, and this version reads format %d. Use a newer version of device-id-jobs";

  /** Takes no fraction, text or null for a number, no name twice, and nothing after the JSON. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(
              DeserializationFeature.ACCEPT_FLOAT_AS_INT,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

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
      writeTexts(json, "versions", Recipe.versionsInUse());
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
    json.writeFieldName("arguments");
    json.writeArray(recipe.arguments().toArray(String[]::new), 0, recipe.arguments().size());
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

  /**
   * Reads a manifest and checks it against itself.
   *
   * @throws ProgramException of exit code 5 if it cannot be opened, is damaged, contradicts itself
   *     or has a newer format
   */
  static Manifest read(FileSystem fs, Path path) throws IOException {
    try (InputStream in = fs.open(path)) {
      JsonNode json = MAPPER.readTree(in);
      JsonNode format = json == null ? IntNode.valueOf(0) : json.path("format");
      if (!format.equals(IntNode.valueOf(FORMAT))) {
        boolean isNewer = format.isIntegralNumber() && format.asDouble() > FORMAT;
        String other = "is not a manifest: \"format\" is not " + FORMAT;
        throw unusable(path, isNewer ? NEWER.formatted(format, FORMAT) : other);
      }
      return MAPPER.treeToValue(json, Document.class).manifest();
    } catch (JsonMappingException e) { // without the names of classes that Jackson adds
      String field = e.getPathReference().replaceAll("->|[\\w.$]+(?=\\[)", "");
      String why =
          field.isEmpty() ? "text follows its JSON" : field + " is missing or of a wrong type";
      throw unusable(path, "is not a manifest: " + why);
    } catch (JsonProcessingException e) {
      throw unusable(path, "is not a manifest: " + ProgramException.firstLine(e));
    } catch (IllegalArgumentException e) {
      throw unusable(path, "contradicts itself: " + e.getMessage());
    } catch (FileNotFoundException | AccessControlException e) { // a folder, or another user's
      throw unusable(path, "cannot be read: " + ProgramException.firstLine(e));
    }
  }

  private static ProgramException unusable(Path path, String why) {
    return new ProgramException(ExitCode.CHECK_FAILED, path + " " + why);
  }

  /** The fields that are read; the rest is for people. */
  private record Document(
      @JsonProperty(required = true) String run,
      @JsonProperty(required = true) String program,
      @JsonProperty(required = true) TreeMap<String, String> settings,
      @JsonProperty(required = true) List<String> arguments,
      @JsonSetter(nulls = Nulls.SET) Rows rows,
      @JsonProperty(required = true) List<File> files) {

    Manifest manifest() {
      Recipe recipe = new Recipe(program, settings, arguments);
      Manifest manifest = new Manifest(run, recipe, files.stream().map(File::entry).toList());
      manifest.refuseContradictions();
      if ((rows == null) != manifest.parts().isEmpty()) {
        throw new IllegalArgumentException("it has parts without their sum, or a sum of none");
      }
      if (rows != null) {
        rows.compare(manifest.parts());
      }
      return manifest;
    }
  }

  private record Rows(
      @JsonProperty(required = true) long ids,
      @JsonProperty(value = "row_checksum", required = true) String rowSum,
      @JsonProperty(value = "place_checksum", required = true) String placeSum) {

    void compare(List<TaskSummary> parts) {
      if (ids != TaskSummary.rows(parts)) {
        throw new IllegalArgumentException(
            "ids is " + ids + ", and its parts have " + TaskSummary.rows(parts));
      }
      if (TaskSummary.sum(rowSum) != TaskSummary.rowSum(parts)
          || TaskSummary.sum(placeSum) != TaskSummary.placeSum(parts)) {
        throw new IllegalArgumentException("its checksums are not the sums of its parts'");
      }
    }
  }

  private record File(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) long bytes,
      @JsonSetter(nulls = Nulls.SET) Long first,
      @JsonSetter(nulls = Nulls.SET) Long ids,
      @JsonSetter(value = "row_checksum", nulls = Nulls.SET) String rowSum,
      @JsonSetter(value = "place_checksum", nulls = Nulls.SET) String placeSum) {

    Entry entry() {
      long fields = Stream.of(first, ids, rowSum, placeSum).filter(Objects::nonNull).count();
      if (fields == 0) {
        return new Entry(name, bytes, null);
      }
      if (fields < 4) {
        throw new IllegalArgumentException(name + " has some of its rows' four fields only");
      }
      return new Entry(
          name,
          bytes,
          new TaskSummary(name, first, ids, TaskSummary.sum(rowSum), TaskSummary.sum(placeSum)));
    }
  }
}
