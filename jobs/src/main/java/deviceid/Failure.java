// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.LoginFault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.ipc.RemoteException;
import picocli.CommandLine.ParameterException;

/**
 * Explains a failure: in, anything thrown by a program, by Hadoop or by the parser of options; out,
 * an exit code and one line, without a daemon's stack trace and with what to do next.
 */
record Failure(ExitCode code, String line) {

  /** Hadoop adds a daemon's stack, and pages of its wiki, to what it says. */
  private static final Pattern NOISE =
      Pattern.compile(
          "(?s)(\\R\\s*at [\\w.$/<>]+\\(.*|; For more details see:.*|; Host Details : .*)$");

  private static final Pattern CLASS_NAME =
      Pattern.compile("^(?:[a-z][\\w]*\\.)+[A-Z]\\w*(?:Exception|Error): ");

  /**
   * A kind of failure that is known by what is thrown.
   *
   * @param seen in a throwable's class name, a colon and its message
   * @param advice what to do, after the message; empty if that says it
   */
  private record Kind(Pattern seen, ExitCode code, String advice) {
    String line(String message) {
      return advice.isEmpty() ? message : message.replaceFirst("\\.$", "") + "; " + advice;
    }
  }

  /** The first that is found in a throwable or in one of its causes decides. */
  private static final List<Kind> KINDS =
      List.of(
          kind("SafeModeException|is in safe mode", ExitCode.NOT_READY, "wait until it ends"),
          kind(
              "NoSuchMethodError|NoSuchFieldError|NoClassDefFoundError|AbstractMethodError"
                  + "|UnsupportedClassVersionError",
              ExitCode.NOT_READY,
              "a library on the class path has the wrong version; run doctor to find duplicates"),
          kind(
              "OutOfMemoryError",
              ExitCode.NOT_READY,
              "give this process more memory: HADOOP_CLIENT_OPTS=-Xmx2g"),
          kind(
              "unknown queue|InvalidLabelResourceRequest|InvalidResourceRequest"
                  + "|to non-leaf queue|priority .* exceeds",
              ExitCode.WRONG_USE,
              ""),
          kind(
              "Status Code: 40[13]|NoAuthWithAWSException|UnknownStoreException",
              ExitCode.NOT_READY,
              "check fs.s3a.endpoint, the credentials and the name of the bucket"),
          kind("^AccessControlException|^AccessDeniedException", ExitCode.WRONG_USE, ""),
          kind(
              "PathComponentTooLong|File name too long",
              ExitCode.WRONG_USE,
              "shorten the name: a file system takes 255 bytes, and staging adds 46"),
          kind(
              "Wrong FS|Incomplete HDFS URI|Invalid path for the Har|Empty Mount table"
                  + "|Expected scheme-specific|Expected authority|Relative path in absolute URI"
                  + "|No FileSystem for scheme \"null\"|Can not create a Path from"
                  + "|Illegal character in|^InvalidPathException",
              ExitCode.WRONG_USE,
              ""),
          kind(
              "^(ParentNotDirectory|PathIsNotDirectory|NotDirectory)Exception",
              ExitCode.WRONG_USE,
              ""),
          kind(
              "codec .* not found",
              ExitCode.WRONG_USE,
              "correct io.compression.codecs or mapreduce.map.output.compress.codec, or add its jar"
                  + " to HADOOP_CLASSPATH"),
          kind(
              "No scheme in default FS|port out of range|Fetch fail on include"
                  + "|No valid local directories|exists and is not a directory"
                  + "|Unable to parse configuration|bytes per checksum should be positive",
              ExitCode.WRONG_USE,
              ""),
          kind(
              "^IOException: Exception reading |Credentials.readTokenStorageFile",
              ExitCode.WRONG_USE,
              "correct HADOOP_TOKEN_FILE_LOCATION or mapreduce.job.credentials.binary"),
          kind(
              "quota .*is exceeded",
              ExitCode.NOT_READY,
              "delete files there, or ask HDFS's owner for more: hadoop fs -count -q -v <folder>"),
          kind(
              "could only be (?:written|replicated) to \\d+ ",
              ExitCode.NOT_READY,
              "run doctor; if it finds nothing, this machine does not reach the DataNodes, or its"
                  + " dfs.data.transfer.protection is not the cluster's"),
          kind("cannot accept submission|is STOPPED", ExitCode.NOT_READY, "use another queue"),
          kind(
              "Job status not available",
              ExitCode.NOT_READY,
              "YARN did not report the state of the job, which may still run: yarn application -list"),
          kind(
              "^(ConnectException|NoRouteToHostException|SocketTimeoutException"
                  + "|ConnectTimeoutException|StandbyException|RetriableException)"
                  + "|^EOFException: End of File Exception between|: Connection reset by peer",
              ExitCode.NOT_READY,
              "run doctor for details"),
          kind("^(UnsupportedFileSystem|ClassNotFound)Exception", ExitCode.NOT_READY, ""),
          kind("^Interrupted(IO)?Exception", ExitCode.INTERRUPTED, ""));

  /**
   * What is thrown, as a line and an exit code.
   *
   * @param args of the command line, which may name the file system that failed
   */
  static Failure of(Throwable thrown, List<String> args) {
    if (thrown instanceof ProgramException ended) {
      return new Failure(ended.code(), quiet(ended.getMessage()));
    }
    if (thrown instanceof ParameterException wrong) {
      return new Failure(ExitCode.WRONG_USE, Usage.explain(wrong));
    }
    Optional<LoginFault> login = LoginFault.of(thrown);
    if (login.isPresent()) {
      return new Failure(ExitCode.NOT_READY, login.get().why() + "; " + login.get().fix());
    }
    return ProgramException.causes(thrown)
        .flatMap(cause -> known(cause, args).stream())
        .findFirst()
        .orElseGet(() -> new Failure(ExitCode.JOB_FAILED, message(thrown)));
  }

  /**
   * Java reads bytes that a locale does not know as U+FFFD, under which no file is found.
   *
   * @throws ProgramException naming the first argument that was read so
   */
  static void refuseUnreadable(List<String> args) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    for (String arg : args) {
      if (arg.indexOf('\uFFFD') >= 0 && !encoding.equals("UTF-8")) {
        throw ProgramException.wrongUse(
            "'"
                + arg.replace('\uFFFD', '?')
                + "' has characters that this locale ("
                + encoding
                + ") cannot take; set LC_ALL=C.UTF-8");
      }
    }
  }

  private static Optional<Failure> known(Throwable cause, List<String> args) {
    String message = message(cause);
    String named = name(cause) + ": " + message;
    Optional<Failure> explained = FailureReason.known(cause, named, message, args);
    if (explained.isPresent()) {
      return explained;
    }
    boolean isVague =
        message.contains("Received an UnknownHostException"); // S3A's cause has the host
    if (named.contains("UnknownHostException") && !isVague) {
      return Optional.of(new Failure(ExitCode.NOT_READY, unknownHost(message)));
    }
    return KINDS.stream()
        .filter(kind -> kind.seen.matcher(named).find())
        .findFirst()
        .map(kind -> new Failure(kind.code, kind.line(message)));
  }

  private static String unknownHost(String message) {
    Matcher named = Pattern.compile("destination host is: \"?([^\":]+)").matcher(message);
    String host = named.find() ? named.group(1) : message.replaceFirst(":? .*", "");
    return "unknown host " + host + ": correct the name, or add it to DNS or /etc/hosts";
  }

  /** The first line of what is said, without the noise; the class's name where nothing is. */
  private static String message(Throwable thrown) {
    return quiet(thrown.getMessage() == null ? "" : thrown.getMessage())
        .lines()
        .findFirst()
        .orElse(name(thrown));
  }

  private static String quiet(String message) {
    String quiet = NOISE.matcher(message).replaceFirst("");
    return CLASS_NAME.matcher(quiet).replaceFirst("").strip();
  }

  /** The simple class name, of a daemon's exception that of what the daemon threw. */
  private static String name(Throwable thrown) {
    String name =
        thrown instanceof RemoteException remote
            ? remote.getClassName()
            : thrown.getClass().getName();
    return name.replaceFirst(".*[.$]", "");
  }

  private static Kind kind(String seen, ExitCode code, String advice) {
    return new Kind(Pattern.compile(seen), code, advice);
  }
}
