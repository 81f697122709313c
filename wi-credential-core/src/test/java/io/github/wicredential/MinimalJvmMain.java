package io.github.wicredential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Asks for a token in a JVM that lacks something, and prints why there is none. Arguments: authority, lack. */
final class MinimalJvmMain {

    private static final String JWT = part("{\"alg\":\"RS256\"}") + "." + part("{\"sub\":\"pod\"}") + ".c2ln";
    private static final List<InputStream> OPEN = new ArrayList<>();

    private MinimalJvmMain() {}

    public static void main(String[] args) throws Exception {
        Path file = Files.writeString(Files.createTempFile("token", ".jwt"), JWT);
        try (WorkloadIdentity own = builder(args[0]).assertion(() -> JWT).build();
                WorkloadIdentity pod = builder(args[0]).tokenFile(file).build()) {
            if (args[1].equals("files")) {
                // Whatever is loaded from directories is loaded before there are no descriptors left.
                print("warm", own, "https://one/.default");
                print("warm", pod, "https://one/.default");
                Files.delete(file);
                print("warm", pod, "https://two/.default");
                Files.writeString(file, JWT);
                exhaust();
                print("file", pod, "https://three/.default");
            }
            print("transport", own, "https://four/.default");
            for (InputStream stream : OPEN) {
                stream.close();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void exhaust() {
        try {
            while (true) {
                OPEN.add(Files.newInputStream(Path.of("/dev/null")));
            }
        } catch (IOException full) {
            System.out.println("opened " + OPEN.size());
        }
    }

    private static void print(String what, WorkloadIdentity identity, String scope) {
        try {
            identity.token(scope);
        } catch (WorkloadIdentityException e) {
            System.out.println(what + ": " + e.getMessage().replace('\n', ' '));
        }
    }

    private static WorkloadIdentityBuilder builder(String authority) {
        return WorkloadIdentity.builder()
                .environment(Map.<String, String>of()::get)
                .timeout(Duration.ofSeconds(3))
                .clientId("client")
                .tenantId("tenant")
                .authorityHost(authority);
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
