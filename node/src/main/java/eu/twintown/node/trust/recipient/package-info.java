/** What is known of a participant when a policy asks who the recipient is. */
@NullMarked
package eu.twintown.node.trust.recipient;

import org.jspecify.annotations.NullMarked;
