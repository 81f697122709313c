import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a file, and reads it for so many seconds through the same file system; then once through that of another client id. */
class LongAbfs {

    public static void main(String[] args) throws Exception {
        Path file = new Path(args[0]);
        Configuration configuration = new Configuration();
        FileSystem files = FileSystem.newInstance(URI.create(args[0]), configuration);
        try (OutputStream out = files.create(file)) {
            out.write("3 plums".getBytes());
        }
        System.out.println("written");
        Instant end = Instant.now().plusSeconds(Long.parseLong(args[1]));
        while (Instant.now().isBefore(end)) {
            read(files, file);
            Thread.sleep(250);
        }
        Configuration other = new Configuration(configuration);
        other.set("azure.clientId", args[2]);
        read(FileSystem.newInstance(URI.create(args[0]), other), file);
        read(files, file);
        System.out.println("read to the end");
        // Hadoop's threads would go on.
        System.exit(0);
    }

    private static void read(FileSystem files, Path file) throws Exception {
        try (InputStream in = files.open(file)) {
            if (!new String(in.readAllBytes()).equals("3 plums")) {
                throw new IllegalStateException("something else");
            }
        }
    }
}
