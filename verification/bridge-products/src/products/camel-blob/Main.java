import org.apache.camel.impl.DefaultCamelContext;

/** Lists containers. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Object containers = camel.createProducerTemplate()
                    .requestBody(
                            "azure-storage-blob://shop?credentialType=AZURE_IDENTITY&operation=listBlobContainers",
                            (Object) null);
            System.out.println(containers);
        }
        System.exit(0);
    }
}
