package io.github.wicredential.benchmarks.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a webhook gives to a pod.
 *
 * @param clientId the application
 * @param tenantId its tenant
 * @param tokenFile the projected token
 */
public record Pod(String clientId, String tenantId, Path tokenFile) {

    /**
     * A pod with a token file of its own.
     *
     * @return the pod
     */
    public static Pod create() {
        try {
            Path file = Files.createTempFile("projected-token", "");
            file.toFile().deleteOnExit();
            Files.writeString(file, TokenText.assertion());
            return new Pod("11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The webhook's variables.
     *
     * @param authorityHost the authority
     * @return name → value
     */
    public Map<String, String> environment(String authorityHost) {
        return Map.of(
                "AZURE_CLIENT_ID",
                clientId,
                "AZURE_TENANT_ID",
                tenantId,
                "AZURE_FEDERATED_TOKEN_FILE",
                tokenFile.toString(),
                "AZURE_AUTHORITY_HOST",
                authorityHost + "/");
    }
}
