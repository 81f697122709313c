package io.github.wicredential.compatibility.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The application as a developer runs it without Azure, asked over HTTP. */
class TestOrdersApplicationTest {

    @Test
    void theApplicationServesATokenOnAMachineWithoutAzure() throws Exception {
        Properties before = (Properties) System.getProperties().clone();
        String server = "http://127.0.0.1:" + freePort();
        try {
            TestOrdersApplication.main(new String[] {
                "--server.address=127.0.0.1",
                "--server.port=" + URI.create(server).getPort(),
                "--management.endpoints.web.exposure.include=shutdown",
                "--management.endpoint.shutdown.access=unrestricted"
            });

            assertThat(send(HttpRequest.newBuilder(URI.create(server + "/token"))))
                    .startsWith("A token until 20");
            assertThat(send(HttpRequest.newBuilder(URI.create(server + "/actuator/shutdown"))
                            .POST(HttpRequest.BodyPublishers.noBody())))
                    .contains("Shutting down");
        } finally {
            System.setProperties(before);
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
