import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;

/** Asks a query as a managed identity. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        Client client = ClientFactory.createClient(ConnectionStringBuilder.createWithAadManagedIdentity(
                "https://shop.kusto.windows.net", System.getenv("AZURE_CLIENT_ID")));
        System.out.println(client.executeMgmt("shop", ".show tables").getPrimaryResults().count());
        System.exit(0);
    }
}
