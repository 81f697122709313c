package consumer;

import io.minio.BucketExistsArgs;
import io.minio.MinioClient;

/** A call of MinIO's client. */
public final class Minio implements Check {
    @Override
    public void run() throws Exception {
        try (Loopback server = new Loopback("")) {
            MinioClient client = MinioClient.builder()
                    .endpoint(server.url())
                    .region("here")
                    .credentials("user", "password")
                    .build();
            Check.must(client.bucketExists(BucketExistsArgs.builder().bucket("orders").build()), "a bucket");
        }
    }
}
