# Before the workspace: first start, sign-in, waiting.

start-title = Welcome to Konsil
start-lead = Konsil is your workspace for chats with contacts. When you’re stuck, bring in a colleague: privately first, then in the chat.
start-try = Try it here
start-try-text = Practice mode on this computer, with simulated contacts and agents. No account, no server.
start-connect = Connect to a server
start-connect-text = Sign in to your company’s Konsil server.

language-de = Deutsch
language-en = English

sign-in-title = Sign in
sign-in-server = Server address
sign-in-login = Login name
sign-in-password = Password
sign-in-submit = Sign in
sign-in-busy = Signing in…
sign-in-kept = { $kept ->
    [one] { $kept } unsent message is kept on this computer.
   *[other] { $kept } unsent messages are kept on this computer.
}
sign-in-back = Back

starting-practice = Practice mode is starting…
starting-session = Signing you in…
failed-title = That didn’t work
failed-again = Try again
failed-back = Back to the beginning
