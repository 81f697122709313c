import java.sql.DriverManager;
import java.sql.SQLException;

/** Logs in as far as the token: the server refuses then. */
public class Main {
    public static void main(String[] arguments) {
        try {
            DriverManager.getConnection(arguments[0] + ";authentication=ActiveDirectoryManagedIdentity" + ";msiClientId=" + System.getenv("AZURE_CLIENT_ID")).close();
        } catch (SQLException refused) {
            if (!refused.getMessage().contains("Login failed")) {
                throw new IllegalStateException(refused);
            }
            System.out.println("as far as the login");
        }
    }
}
