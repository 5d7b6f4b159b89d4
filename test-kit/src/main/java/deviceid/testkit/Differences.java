// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * How two outputs differ, a line a difference. Keys and values are equal if they say so or, since
 * some writables can't say, if they are of the same class and have the same bytes; values also if a
 * test's own equality says so.
 */
record Differences<K, V>(Serde serde, BiPredicate<? super V, ? super V> equality) {

  private static final int MAX_LINES = 20;
  private static final int MAX_CHARACTERS = 200;

  /** Nothing if they are equal; else a headline with the name and the first twenty differences. */
  List<String> between(
      String name, List<Pair<K, V>> expected, List<Pair<K, V>> found, boolean orderMatters)
      throws IOException {
    List<String> lines = orderMatters ? inOrder(expected, found) : inAnyOrder(expected, found);
    if (lines.isEmpty()) {
      return lines;
    }
    String headline =
        name + " differs: expected " + expected.size() + " pairs, found " + found.size();
    if (orderMatters && inAnyOrder(expected, found).isEmpty()) {
      headline += ", the same ones in another order";
    }
    List<String> shown = new ArrayList<>(List.of(headline));
    shown.addAll(lines.subList(0, Math.min(MAX_LINES, lines.size())));
    if (lines.size() > MAX_LINES) {
      shown.add("... and " + (lines.size() - MAX_LINES) + " more");
    }
    return shown;
  }

  private List<String> inOrder(List<Pair<K, V>> expected, List<Pair<K, V>> found)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      String place = "pair " + (i + 1) + ": ";
      if (i >= found.size()) {
        lines.add(place + "missing " + text(expected.get(i), false));
      } else if (i >= expected.size()) {
        lines.add(place + "unexpected " + text(found.get(i), false));
      } else if (!same(expected.get(i), found.get(i))) {
        boolean types = text(expected.get(i), false).equals(text(found.get(i), false));
        lines.add(
            place
                + "expected "
                + text(expected.get(i), types)
                + ", found "
                + text(found.get(i), types));
      }
    }
    return lines;
  }

  private List<String> inAnyOrder(List<Pair<K, V>> expected, List<Pair<K, V>> found)
      throws IOException {
    Map<String, List<Pair<K, V>>> byForm = new LinkedHashMap<>();
    for (Pair<K, V> pair : found) {
      byForm.computeIfAbsent(form(pair), form -> new ArrayList<>()).add(pair);
    }
    List<Pair<K, V>> missing = new ArrayList<>();
    for (Pair<K, V> pair : expected) {
      List<Pair<K, V>> alike = byForm.getOrDefault(form(pair), List.of());
      if (alike.isEmpty()) {
        missing.add(pair);
      } else {
        alike.remove(alike.size() - 1);
      }
    }
    List<Pair<K, V>> unexpected = new ArrayList<>();
    byForm.values().forEach(unexpected::addAll);
    for (Iterator<Pair<K, V>> left = missing.iterator(); left.hasNext(); ) {
      if (removeEqual(unexpected, left.next())) { // equal in other bytes
        left.remove();
      }
    }
    List<String> lines = new ArrayList<>();
    missing.forEach(pair -> lines.add("missing " + text(pair, true)));
    unexpected.forEach(pair -> lines.add("unexpected " + text(pair, true)));
    return lines;
  }

  private boolean removeEqual(List<Pair<K, V>> pairs, Pair<K, V> pair) throws IOException {
    for (Iterator<Pair<K, V>> each = pairs.iterator(); each.hasNext(); ) {
      if (same(pair, each.next())) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  private boolean same(Pair<K, V> a, Pair<K, V> b) throws IOException {
    return same(a.key(), b.key())
        && (same(a.value(), b.value())
            || (a.value() != null && b.value() != null && equality.test(a.value(), b.value())));
  }

  private boolean same(Object a, Object b) throws IOException {
    return Objects.equals(a, b) || form(a).equals(form(b));
  }

  /** The pair's classes and bytes. */
  private String form(Pair<?, ?> pair) throws IOException {
    return form(pair.key()) + " " + form(pair.value());
  }

  private String form(Object object) throws IOException {
    return object == null
        ? "null"
        : object.getClass().getName() + ":" + HexFormat.of().formatHex(serde.bytes(object));
  }

  /** The pair on one line of bounded length, with the names of its classes where they matter. */
  private static String text(Pair<?, ?> pair, boolean types) {
    return "(" + text(pair.key(), types) + ", " + text(pair.value(), types) + ")";
  }

  private static String text(Object object, boolean type) {
    String text = String.valueOf(object);
    String shown =
        text.length() <= MAX_CHARACTERS
            ? text
            : text.substring(0, MAX_CHARACTERS) + "... (" + text.length() + " characters)";
    return type && object != null ? object.getClass().getSimpleName() + " " + shown : shown;
  }
}
