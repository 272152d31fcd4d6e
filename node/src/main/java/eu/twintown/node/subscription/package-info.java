/** Subscriptions: matching changes from the outbox and notifying, with retry. */
@NullMarked
package eu.twintown.node.subscription;

import org.jspecify.annotations.NullMarked;
