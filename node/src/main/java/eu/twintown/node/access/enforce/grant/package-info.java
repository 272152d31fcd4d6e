/** What agreements allow, as those who enforce them see it. */
@NullMarked
package eu.twintown.node.access.enforce.grant;

import org.jspecify.annotations.NullMarked;
