// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.io.serializer.Deserializer;
import org.apache.hadoop.io.serializer.Serialization;
import org.apache.hadoop.io.serializer.SerializationFactory;
import org.apache.hadoop.io.serializer.Serializer;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.util.Progress;

/** Objects as bytes and back, by the serializations that the configuration names. */
final class Serde {

  private final SerializationFactory factory;
  private final Map<Class<?>, Codec<?>> codecs = new HashMap<>();

  Serde(Configuration conf) {
    factory = new SerializationFactory(conf);
  }

  /**
   * @throws IllegalArgumentException if no serialization takes the object's class
   */
  <T> byte[] bytes(T object) throws IOException {
    return codec(typeOf(object)).bytes(object);
  }

  /** Reads into {@code reused} where that is of the type and allows it, else into a new object. */
  <T> T read(byte[] bytes, Class<T> type, T reused) throws IOException {
    return codec(type).read(bytes, type.isInstance(reused) ? reused : null);
  }

  /** An object that shares nothing with this one; null of null. */
  <T> T copy(T object) throws IOException {
    return object == null ? null : read(bytes(object), typeOf(object), null);
  }

  /** A pair that shares nothing with these. */
  <K, V> Pair<K, V> copy(K key, V value) throws IOException {
    return new Pair<>(copy(key), copy(value));
  }

  /** A pair that stays as it is when a test refills these. */
  static <K, V> Pair<K, V> copied(Configuration conf, K key, V value) {
    try {
      return new Serde(conf).copy(key, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // an object is of its own class
  static <T> Class<T> typeOf(T object) {
    return (Class<T>) object.getClass();
  }

  @SuppressWarnings("unchecked") // under each class its own codec
  private <T> Codec<T> codec(Class<T> type) throws IOException {
    Codec<T> known = (Codec<T>) codecs.get(type);
    if (known != null) {
      return known;
    }
    Serialization<T> serialization = factory.getSerialization(type);
    if (serialization == null) {
      throw new IllegalArgumentException(
          "no serialization takes " + type.getName() + "; see the property io.serializations");
    }
    Codec<T> codec =
        new Codec<>(serialization.getSerializer(type), serialization.getDeserializer(type));
    codecs.put(type, codec);
    return codec;
  }

  /** One class's serializer and deserializer, kept open as a task keeps them. */
  private static final class Codec<T> {
    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;
    private final DataOutputBuffer out = new DataOutputBuffer();
    private final DataInputBuffer in = new DataInputBuffer();

    Codec(Serializer<T> serializer, Deserializer<T> deserializer) throws IOException {
      this.serializer = serializer;
      this.deserializer = deserializer;
      serializer.open(out);
      deserializer.open(in);
    }

    byte[] bytes(T object) throws IOException {
      out.reset();
      serializer.serialize(object);
      return Arrays.copyOf(out.getData(), out.getLength());
    }

    T read(byte[] bytes, T reused) throws IOException {
      in.reset(bytes, bytes.length);
      return deserializer.deserialize(reused);
    }
  }

  /** A serialized pair of map output and the partition it belongs to. */
  static final class RawPair {

    final int partition;
    final byte[] key;
    final byte[] value;

    RawPair(int partition, byte[] key, byte[] value) {
      this.partition = partition;
      this.key = key;
      this.value = value;
    }

    /**
     * Pairs as a reduce task gets them from its merge. As a comparator it takes neighbours for
     * equal that are of one partition: Hadoop compares each key with the one before it, and no
     * others.
     */
    static final class Reader<K> implements RawKeyValueIterator, RawComparator<K> {

      private final Iterator<RawPair> pairs;
      private final DataInputBuffer key = new DataInputBuffer();
      private final DataInputBuffer value = new DataInputBuffer();
      private final Progress progress = new Progress();
      private int partition;
      private int partitionBefore;

      Reader(List<RawPair> pairs) {
        this.pairs = pairs.iterator();
      }

      @Override
      public boolean next() {
        if (!pairs.hasNext()) {
          return false;
        }
        RawPair pair = pairs.next();
        partitionBefore = partition;
        partition = pair.partition;
        key.reset(pair.key, pair.key.length);
        value.reset(pair.value, pair.value.length);
        return true;
      }

      @Override
      public DataInputBuffer getKey() {
        return key;
      }

      @Override
      public DataInputBuffer getValue() {
        return value;
      }

      @Override
      public void close() {}

      @Override
      public Progress getProgress() {
        return progress;
      }

      @Override
      public int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        return Integer.compare(partitionBefore, partition);
      }

      @Override
      public int compare(K a, K b) {
        throw new UnsupportedOperationException("compare serialized keys, not " + a + " and " + b);
      }
    }
  }
}
