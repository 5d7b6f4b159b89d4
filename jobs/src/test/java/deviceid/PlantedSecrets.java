// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sixty secrets for a command line, of every kind that was seen to get out: by the name of a
 * setting, in parts of URLs, within values, quoted, as PEM, JSON and XML, and by a list of names
 * that the user gives Hadoop. Each is a canary of its own, to be looked for afterwards.
 */
final class PlantedSecrets {

  private static final String CANARY = "c4n4ry";

  /** Settings; {@code @} is the canary. */
  private static final List<String> SETTINGS =
      List.of(
          "db.password=@",
          "db.passwd=@",
          "db.pwd=@",
          "db.pass=@",
          "ssl.keystore.pass=@",
          "ssl.server.keystore.keypassword=@",
          "trustStorePass=@",
          "key.passphrase=@",
          "key.pass_phrase=@",
          "x.passcode=@",
          "session.cookie=@",
          "x.jwt=@",
          "x.signature=@",
          "x.secret=@",
          "x.clientSecret=@",
          "x.apiKey=@",
          "x.api-key=@",
          "x.private_key=@",
          "x.access.key.id=@",
          "fs.s3a.access.key=@",
          "fs.s3a.secret.key=@",
          "fs.s3a.session.token=@",
          "fs.s3a.bucket.b.secret.key=@",
          "fs.azure.account.key.shop.blob.core.windows.net=@",
          "fs.azure.sas.c.shop.blob.core.windows.net=@",
          "fs.azure.sas.fixed.token.shop=@",
          "fs.azure.account.oauth2.client.secret=@",
          "fs.azure.oauth2.client=@",
          "x.token=@",
          "x.credentials=@",
          "x.authorization=@",
          "password=@",
          "my.own=@",
          "our.house.badge=@",
          "x.password=two words @",
          "x.words=-Dx.password=\"two words @\" -Da=1",
          "x.words2=-Dx.token='two words @' -Da=1",
          "mapreduce.map.env=AWS_SECRET_ACCESS_KEY=@",
          "mapreduce.reduce.env=PGPASSWORD=@",
          "x.header=Authorization: Bearer @",
          "x.header2=Authorization: Basic @=",
          "x.header3=Cookie: a=b; hadoop.auth=@",
          "x.header4=X-Auth-Token: @",
          "x.curl=curl -H 'Authorization: Bearer @' http://h/",
          "x.url=https://bob:@@h/p",
          "x.url2=https://h/p?sig=@&sv=1",
          "x.url3=https://h/p?a=1&pass=@",
          "x.url4=https://h/p?access_token=@#x",
          "x.url5=https://h/p?X-Amz-Signature=@&a=b",
          "x.url6=jdbc:x://h/db;user=a;password=@;b=c",
          "x.url7=s3a://k:@@bucket/ids",
          "x.json={\"password\": \"@\", \"a\": 1}",
          "x.json2={\"client_secret\":\"@\"}",
          "x.json3={\\\"token\\\": \\\"@\\\"}",
          "x.xml=<password>@</password>",
          "x.xml2=<login user='a' password='@'/>",
          "x.xml3=<name>x.pwd</name><value>@</value>",
          "x.yaml=user: a\npassword: @",
          "x.bearer=it was Bearer eyJ0.@.x1",
          "x.pem=-----BEGIN PRIVATE KEY-----\n@\n@\n-----END PRIVATE KEY-----");

  private static final List<String> NAMES =
      IntStream.range(0, SETTINGS.size())
          .mapToObj(i -> String.format("%s%02d", CANARY, i))
          .toList();

  private final Path site;

  /** Half of them go on the command line, half into a site file, with the list of names. */
  PlantedSecrets(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("<configuration>\n");
    property(text, "hadoop.security.sensitive-config-keys=^my\\.own$,\\.badge$");
    IntStream.range(0, SETTINGS.size())
        .filter(i -> i % 2 == 1)
        .forEach(i -> property(text, planted(i)));
    site = Dataset.write(folder.resolve("secrets.xml"), text + "</configuration>\n");
  }

  /** A command line with all of them. */
  String[] on(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("-conf", site.toString()));
    IntStream.range(0, SETTINGS.size())
        .filter(i -> i % 2 == 0)
        .forEach(i -> line.addAll(List.of("-D", planted(i))));
    return line.toArray(String[]::new);
  }

  /** A canary of an own, for what is no setting. */
  static String canary() {
    return CANARY;
  }

  /** The secrets that a text holds: what was planted, without its name's secret. */
  static List<String> in(String text) {
    if (!text.contains(CANARY)) {
      return List.of();
    }
    List<String> found =
        new ArrayList<>(
            IntStream.range(0, NAMES.size())
                .filter(i -> text.contains(NAMES.get(i)))
                .mapToObj(SETTINGS::get)
                .toList());
    return found.isEmpty() ? List.of(CANARY) : found;
  }

  static int count() {
    return SETTINGS.size();
  }

  private static String planted(int i) {
    return SETTINGS
        .get(i)
        .replace("@@", NAMES.get(i) + "@")
        .replaceAll("@(?!h/|bucket)", NAMES.get(i));
  }

  private static void property(StringBuilder text, String setting) {
    String[] pair = setting.split("=", 2);
    text.append("<property><name>").append(pair[0]).append("</name><value>");
    text.append(pair[1].replace("&", "&amp;").replace("<", "&lt;")).append("</value></property>\n");
  }
}
