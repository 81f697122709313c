package shop;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.azure.DefaultAzureCredential;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A credential for Azure's clients, and a call with the HTTP client of the module path. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (!DefaultAzureCredential.class.getModule().isNamed()) {
            throw new AssertionError("not on the module path");
        }
        String token = new DefaultAzureCredentialBuilder()
                .build()
                .getTokenSync(new TokenRequestContext().addScopes("https://vault.azure.net/.default"))
                .getToken();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        HttpClient client = HttpClient.createDefault();
        int status = client.sendSync(
                        new HttpRequest(HttpMethod.GET, "http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                        Context.NONE)
                .getStatusCode();
        System.out.println(client.getClass().getName());
        System.out.println(!token.isEmpty() && status == 204 ? "works: shop" : "FAILED: " + status);
        System.exit(0);
    }
}
