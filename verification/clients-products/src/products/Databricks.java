import com.databricks.sdk.core.CredentialsProvider;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.HeaderFactory;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import java.util.Map;

/** Asks the SDK for the headers of a request. */
class Databricks {

    public static void main(String[] args) {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            DatabricksConfig config = new DatabricksConfig()
                    .setHost("https://adb-1.azuredatabricks.net")
                    .setCredentialsProvider(new EntraTokens(identity));
            for (int i = 0; i < 3; i++) {
                System.out.println(config.authenticate().get("Authorization").startsWith("Bearer ey"));
            }
        }
        System.exit(0);
    }

    // begin: provider
    record EntraTokens(WorkloadIdentity identity) implements CredentialsProvider {
        public String authType() {
            return "wi-credential";
        }

        public HeaderFactory configure(DatabricksConfig config) {
            TokenSource databricks = identity.source("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
            return () -> Map.of("Authorization", databricks.token().authorizationHeader());
        }
    }
    // end
}
