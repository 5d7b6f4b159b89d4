// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.commons.text.StringEscapeUtils;

/** Values as HTML. Everything that comes from data goes through {@link #text} or {@link #json}. */
final class Html {

  private Html() {}

  /** Text as it may stand between tags and in a quoted attribute. */
  static String text(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }

  /** JSON as it may stand in a script element: nothing in it can end the element. */
  static String json(JsonNode node) {
    return node.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  static String table(String caption, Table table) {
    StringBuilder html = new StringBuilder("<div class=\"table\"><table>\n");
    html.append("<caption>").append(text(caption)).append("</caption>\n<thead><tr>");
    for (Column column : table.columns()) {
      html.append(column.isText() ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
          .append(text(column.name()))
          .append(column.unit().isEmpty() ? "" : " <small>" + text(column.unit()) + "</small>")
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Object> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(table.columns().get(i).isText() ? "<td>" : "<td class=\"number\">")
            .append(text(Column.shown(row.get(i))))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }
}
