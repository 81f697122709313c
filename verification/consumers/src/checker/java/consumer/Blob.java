package consumer;

import com.azure.storage.blob.BlobServiceClientBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;

/** Lists containers. */
public final class Blob implements Check {
    @Override
    public void run() {
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .endpoint("https://shop.blob.core.windows.net")
                .credential(new DefaultAzureCredentialBuilder().build());
        Check.must(builder.buildClient() != null, "a client");
        long containers = builder.httpClient(CannedClient.answering(
                        "application/xml",
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Containers><Container>"
                                + "<Name>orders</Name><Properties/></Container></Containers><NextMarker/></EnumerationResults>"))
                .buildClient()
                .listBlobContainers()
                .stream()
                .count();
        Check.must(containers == 1, "one container");
    }
}
