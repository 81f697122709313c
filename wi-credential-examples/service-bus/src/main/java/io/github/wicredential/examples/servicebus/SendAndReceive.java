package io.github.wicredential.examples.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import java.time.Duration;
import java.util.Objects;

/** Sends a message to a queue, receives one and completes it. */
public final class SendAndReceive {

    private SendAndReceive() {}

    /**
     * Uses the queue {@code QUEUE} of {@code SERVICE_BUS_NAMESPACE}.
     *
     * @param args the message
     */
    public static void main(String[] args) {
        String queue = variable("QUEUE");
        // Claims for the namespace are renewed by the client, which asks the credential before they end.
        ServiceBusClientBuilder builder = new ServiceBusClientBuilder()
                .fullyQualifiedNamespace(variable("SERVICE_BUS_NAMESPACE"))
                .credential(new WorkloadIdentityCredentialBuilder().build());

        try (ServiceBusSenderClient sender = builder.sender().queueName(queue).buildClient()) {
            sender.sendMessage(new ServiceBusMessage(String.join(" ", args)));
            System.out.println("sent");
        }

        try (ServiceBusReceiverClient receiver =
                builder.receiver().queueName(queue).buildClient()) {
            for (ServiceBusReceivedMessage message : receiver.receiveMessages(1, Duration.ofSeconds(30))) {
                System.out.println("received: " + message.getBody());
                receiver.complete(message);
            }
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
