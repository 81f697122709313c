import org.apache.camel.impl.DefaultCamelContext;

/** Reads a secret. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Object secret = camel.createProducerTemplate()
                    .requestBodyAndHeader(
                            "azure-key-vault://shop?credentialType=AZURE_IDENTITY&operation=getSecret",
                            null,
                            "CamelAzureKeyVaultSecretName",
                            "fruit");
            System.out.println(secret);
        }
        System.exit(0);
    }
}
