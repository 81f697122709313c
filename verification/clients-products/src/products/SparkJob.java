import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Writes rows to a path and counts them there; what Hadoop has to know comes from files of properties. */
class SparkJob {

    public static void main(String[] args) throws Exception {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1");
        for (String file : List.of(args).subList(1, args.length)) {
            Properties hadoop = new Properties();
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                hadoop.load(in);
            }
            hadoop.stringPropertyNames()
                    .forEach(name -> builder.config("spark.hadoop." + name, hadoop.getProperty(name)));
        }
        try (SparkSession spark = builder.getOrCreate()) {
            spark.createDataset(List.of("3 plums", "5 pears"), Encoders.STRING()).write().text(args[0]);
            System.out.println("read " + spark.read().text(args[0]).count());
        }
    }
}
