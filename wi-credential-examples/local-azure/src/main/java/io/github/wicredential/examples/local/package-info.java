/** What plays Azure on this machine: checks of access tokens, and a pod to run a program in. */
@NullMarked
package io.github.wicredential.examples.local;

import org.jspecify.annotations.NullMarked;
