// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import deviceid.input.RequestList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.OptionalLong;

/**
 * The end of one request.
 *
 * @param bytes of the body, as many as were taken
 * @param delay in milliseconds, as JSON like httpbin's tells it; empty if it tells none
 */
record Answer(String status, long bytes, OptionalLong delay) {

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static Answer none(String status, long bytes) {
    return new Answer(status, bytes, OptionalLong.empty());
  }

  /** Of an answer whose body is over, or cut off as too large. */
  static Answer of(HttpResponse<BoundedBody> response) {
    byte[] body = response.body().bytes();
    String status = Status.of(response.statusCode());
    if (response.body().isTooLarge()) {
      return none(Status.TOO_LARGE, body.length);
    }
    return Status.isSuccess(status) ? ofJson(status, body) : none(status, body.length);
  }

  private static Answer ofJson(String status, byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isMissingNode()
          ? none(Status.NOT_JSON, body.length)
          : new Answer(status, body.length, delay(json.path("url").asText()));
    } catch (IOException e) { // bytes that are no text among them
      return none(Status.NOT_JSON, body.length);
    }
  }

  /** The delay is the last part of the URL that was asked, which the answer repeats. */
  private static OptionalLong delay(String url) {
    try {
      String path = URI.create(url).getPath();
      return path == null ? OptionalLong.empty() : RequestList.delayMillis(path);
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }
}
