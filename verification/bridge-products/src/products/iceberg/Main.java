import java.util.Map;
import org.apache.iceberg.azure.adlsv2.ADLSFileIO;

/** Looks whether a file exists. */
public class Main {
    public static void main(String[] arguments) {
        try (ADLSFileIO files = new ADLSFileIO()) {
            files.initialize(Map.of());
            System.out.println(
                    files.newInputFile("abfss://lake@shop.dfs.core.windows.net/table/data.parquet").exists());
        }
        System.exit(0);
    }
}
