package io.github.wicredential.examples.blob;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import java.time.Instant;
import java.util.Objects;

/** Uploads a blob, downloads it and compares. */
public final class BlobStorage {

    private BlobStorage() {}

    /**
     * Uses the container {@code orders} of the account {@code STORAGE_ENDPOINT}, and makes it if need be.
     *
     * @param args none
     */
    public static void main(String[] args) {
        TokenCredential credential = new WorkloadIdentityCredentialBuilder().build();

        BlobContainerClient container = new BlobServiceClientBuilder()
                .endpoint(variable("STORAGE_ENDPOINT"))
                .credential(credential)
                .buildClient()
                .getBlobContainerClient("orders");
        container.createIfNotExists();

        BlobClient blob = container.getBlobClient("order-4711.txt");
        String order = "3 plums, ordered at " + Instant.now();
        blob.upload(BinaryData.fromString(order), true);
        System.out.println("uploaded   " + blob.getBlobUrl());

        String stored = blob.downloadContent().toString();
        System.out.println("downloaded " + stored);
        // At once: OkHttp keeps its threads for a minute, for further calls, and there will be none.
        System.exit(stored.equals(order) ? 0 : 1);
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
