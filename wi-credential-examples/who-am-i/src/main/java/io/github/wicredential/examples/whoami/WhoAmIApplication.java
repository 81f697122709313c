package io.github.wicredential.examples.whoami;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A page that says who this pod is in Azure, and what it may do. */
@SpringBootApplication(proxyBeanMethods = false)
public class WhoAmIApplication {

    /**
     * Starts the server.
     *
     * @param args properties of Spring Boot, or none
     */
    public static void main(String[] args) {
        SpringApplication.run(WhoAmIApplication.class, args);
    }
}
