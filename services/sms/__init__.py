"""sms (短信平台): carries codes and accounts to people's phones, and never leaves the simulator."""
