package io.github.wicredential.products;

import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types;

/** Writes the metadata of a table and reads it again and again, with the properties of docs/how-to/clients/iceberg.md. */
final class IcebergTable {

    private static final String LOCATION = "abfss://shop@shopfiles.dfs.core.windows.net/orders";

    private IcebergTable() {}

    /** With the client id, the emulator's address, and for how many seconds. */
    public static void main(String[] args) throws Exception {
        Properties page = new Properties();
        try (InputStream in = IcebergTable.class.getResourceAsStream("/iceberg.properties")) {
            page.load(in);
        }
        Map<String, String> catalog = new HashMap<>();
        page.stringPropertyNames()
                .forEach(name -> catalog.put(name, page.getProperty(name).replace("CLIENT-ID", args[0])));
        catalog.put("adls.connection-string.shopfiles", args[1]);
        catalog.put("adls.connection-string.shopfiles.dfs.core.windows.net", args[1]);

        Schema schema = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.optional(2, "fruit", Types.StringType.get()));
        try (FileIO files = CatalogUtil.loadFileIO(catalog.get("io-impl"), catalog, null)) {
            String metadata = LOCATION + "/v1.metadata.json";
            TableMetadataParser.write(
                    TableMetadata.newTableMetadata(schema, PartitionSpec.unpartitioned(), LOCATION, Map.of()),
                    files.newOutputFile(metadata));
            System.out.println("columns " + columns(metadata, files));
            // Each of these has a credential of its own.
            for (Instant end = Instant.now().plusSeconds(Long.parseLong(args[2])); Instant.now().isBefore(end); ) {
                Thread.sleep(250);
                try (FileIO others = CatalogUtil.loadFileIO(catalog.get("io-impl"), catalog, null)) {
                    System.out.println("again " + columns(metadata, others));
                }
            }
            System.out.println("at the end " + columns(metadata, files));
        }
        System.exit(0);
    }

    private static List<String> columns(String metadata, FileIO files) {
        return new BaseTable(new StaticTableOperations(metadata, files), "orders")
                .schema().columns().stream().map(Types.NestedField::name).toList();
    }
}
