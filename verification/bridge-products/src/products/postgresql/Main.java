import java.sql.Connection;
import java.sql.DriverManager;

/** Connects with the plugin's default, and as a managed identity. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        String plugin = "&user=orders&authenticationPluginClassName="
                + "com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin";
        try (Connection connection = DriverManager.getConnection(arguments[0] + plugin)) {
            System.out.println("as " + connection.getMetaData().getUserName());
        }
        String managed = plugin + "&azure.managedIdentityEnabled=true&azure.clientId=" + System.getenv("AZURE_CLIENT_ID");
        try (Connection connection = DriverManager.getConnection(arguments[0] + managed)) {
            System.out.println("as " + connection.getMetaData().getUserName());
        }
    }
}
