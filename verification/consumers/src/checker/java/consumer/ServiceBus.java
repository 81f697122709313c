package consumer;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;

/** Builds a sender, without a connection. */
public final class ServiceBus implements Check {
    @Override
    public void run() {
        new ServiceBusClientBuilder()
                .fullyQualifiedNamespace("shop.servicebus.windows.net")
                .credential(new DefaultAzureCredentialBuilder().build())
                .sender()
                .queueName("orders")
                .buildAsyncClient()
                .close();
    }
}
