package consumer;

import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The local cluster and the local Entra, with HTTPS too. */
public final class Kit implements Check {
    @Override
    public void run() throws Exception {
        try (LocalEntra entra = LocalEntra.builder().https(true).start();
                LocalCluster cluster = LocalCluster.start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));
            Map<String, String> environment = cluster.environment();
            Check.must(!Files.readString(Path.of(environment.get("AZURE_FEDERATED_TOKEN_FILE"))).isEmpty(), "a token file");
            HttpURLConnection keys =
                    (HttpURLConnection) URI.create(cluster.jwksUri().toString()).toURL().openConnection();
            Check.must(keys.getResponseCode() == 200, "keys");
            Check.must(entra.certificatePem().startsWith("-----BEGIN"), "a certificate");
        }
    }
}
