import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Calls a server by a name that it knows and by one that it does not, and says who got a token. */
class ApacheHttp {

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] answer = (authorization == null ? "no token" : authorization.startsWith("Bearer ey") ? "token" : "?").getBytes();
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                exchange.getResponseHeaders().add("Location", "http://localhost:" + server.getAddress().getPort() + "/");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment();
                CloseableHttpClient client = client(identity, Set.of("127.0.0.1"))) {
            for (String address : new String[] {"127.0.0.1", "localhost", "127.0.0.1/moved"}) {
                String host = address.replaceFirst("(/|$)", ":" + server.getAddress().getPort() + "$1");
                System.out.println(address + " " + client.execute(new HttpGet("http://" + host), response ->
                        response.getCode() == 200 ? EntityUtils.toString(response.getEntity()) : "" + response.getCode()));
            }
        }
        server.stop(0);
    }

    // begin: client
    static CloseableHttpClient client(WorkloadIdentity identity, Set<String> hosts) {
        TokenSource orders = identity.source("api://orders/.default");
        return HttpClients.custom()
                .disableRedirectHandling()
                .addRequestInterceptorFirst((request, entity, context) -> {
                    if (hosts.contains(request.getAuthority().getHostName())) {
                        request.setHeader("Authorization", orders.token().authorizationHeader());
                    }
                })
                .build();
    }
    // end
}
