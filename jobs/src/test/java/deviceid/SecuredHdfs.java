// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.File;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kerby.KOptions;
import org.apache.kerby.kerberos.kerb.client.KrbClient;
import org.apache.kerby.kerberos.kerb.client.KrbOption;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;

/**
 * A Kerberos server and an HDFS that asks for its tickets, on loopback, in a process of their own,
 * since a JVM knows one way to log in. It ends with its standard input.
 *
 * <p>In: a folder. Out, in it: {@code conf/} for clients, {@code krb5.conf}, the keytab of {@code
 * somebody}, a ticket of the same, and one that has expired; last of all {@code ready}.
 */
final class SecuredHdfs {

  private static final String USER = "somebody";

  /** Seconds, of the year 2001. */
  private static final int PAST = 1_000_000_000;

  private SecuredHdfs() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Properties properties = MiniKdc.createConf();
    properties.setProperty(MiniKdc.KDC_BIND_ADDRESS, "localhost");
    MiniKdc kdc = new MiniKdc(properties, folder.toFile());
    kdc.start();
    Path krb5 = Files.copy(kdc.getKrb5conf().toPath(), folder.resolve("krb5.conf"));
    File daemons = folder.resolve("daemons.keytab").toFile();
    File user = folder.resolve("keytab").toFile();
    kdc.createPrincipal(daemons, "hdfs/localhost", "HTTP/localhost");
    kdc.createPrincipal(user, USER);
    writeTickets(krb5, user, USER + "@" + kdc.getRealm());
    startHdfs(folder, daemons, "@" + kdc.getRealm());
    Files.createFile(folder.resolve("ready"));
    System.in.read();
    System.exit(0);
  }

  private static void startHdfs(Path folder, File keytab, String realm) throws Exception {
    Configuration client = new Configuration(false);
    client.set(CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHENTICATION, "kerberos");
    client.set("dfs.namenode.kerberos.principal", "hdfs/localhost" + realm);
    client.set("dfs.data.transfer.protection", "authentication");
    client.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    Configuration conf = new HdfsConfiguration();
    client.forEach(setting -> conf.set(setting.getKey(), setting.getValue()));
    conf.set("dfs.namenode.keytab.file", keytab.getPath());
    conf.set("dfs.datanode.keytab.file", keytab.getPath());
    conf.set("dfs.datanode.kerberos.principal", "hdfs/localhost" + realm);
    conf.set("dfs.web.authentication.kerberos.principal", "HTTP/localhost" + realm);
    conf.set("dfs.web.authentication.kerberos.keytab", keytab.getPath());
    conf.setBoolean("dfs.block.access.token.enable", true);
    conf.setBoolean("ignore.secure.ports.for.testing", true); // those below 1024 are root's
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    UserGroupInformation.setConfiguration(conf);
    MiniDFSCluster dfs = new MiniDFSCluster.Builder(conf).build();
    FileSystem fs = dfs.getFileSystem();
    fs.mkdirs(fs.makeQualified(new org.apache.hadoop.fs.Path("/user", USER)));
    fs.setOwner(new org.apache.hadoop.fs.Path("/user", USER), USER, USER);
    client.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, dfs.getURI().toString());
    Path site = Files.createDirectories(folder.resolve("conf")).resolve("core-site.xml");
    try (OutputStream out = Files.newOutputStream(site)) {
      client.writeXml(out);
    }
  }

  private static void writeTickets(Path krb5, File keytab, String principal) throws Exception {
    KrbClient client = new KrbClient(krb5.getParent().toFile());
    client.init();
    KOptions options = new KOptions();
    options.add(KrbOption.CLIENT_PRINCIPAL, principal);
    options.add(KrbOption.USE_KEYTAB, true);
    options.add(KrbOption.KEYTAB_FILE, keytab);
    TgtTicket ticket = client.requestTgt(options);
    Path cache = krb5.resolveSibling("ticket");
    client.storeTicket(ticket, cache.toFile());
    int end = (int) (ticket.getEncKdcRepPart().getEndTime().getTime() / 1_000);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(cache));
    int at = 0;
    while (bytes.getInt(at) != end) {
      at++;
    }
    bytes.putInt(at, PAST).putInt(at + Integer.BYTES, PAST); // until when it can be renewed
    Files.write(krb5.resolveSibling("expired"), bytes.array());
  }
}
